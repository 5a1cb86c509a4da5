# Open each file with sf, say what is seen: format, rows, total, first code, validity.
suppressMessages(library(sf))
arguments <- commandArgs(trailingOnly = TRUE)
key <- arguments[1]; code <- arguments[2]; layer <- arguments[3]
for (file in arguments[-(1:3)]) {
  written_as <- sub("=.*", "", file); path <- sub("^[^=]*=", "", file)
  name <- if (written_as == "shapefile") substr(key, 1, 10) else key
  source <- if (written_as == "shapefile") paste0("/vsizip/", path) else path
  found <- tryCatch(
    if (written_as == "csv") read.csv2(path, colClasses = setNames("character", code), fileEncoding = "UTF-8-BOM")
    else if (written_as == "gpkg") st_read(source, layer = layer, quiet = TRUE)
    else st_read(source, quiet = TRUE), error = function(error) { message(conditionMessage(error)); NULL })
  if (is.null(found)) { cat(sprintf('{"format": "%s", "opened": false}\n', written_as)); next }
  valid <- if (inherits(found, "sf")) all(st_is_valid(found)) else TRUE
  cat(sprintf('{"format": "%s", "opened": true, "count": %d, "total": %.0f, "code": "%s", "valid": %s}\n',
              written_as, nrow(found), sum(found[[name]], na.rm = TRUE), found[[code]][1], tolower(valid)))
}
