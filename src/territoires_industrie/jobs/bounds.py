"""What a worker may take of the machine: less of the processor than the server, so much memory."""

import ctypes
import gc
import os
import resource
import time
from contextlib import suppress
from pathlib import Path
from threading import Thread

import pyarrow as pa

NICE = 5
"""Answers to clicks go before: the workers yield the processor to them."""

MEMORY_BYTES = 2 * 2**30
"""Memory that a worker may hold; the largest file takes about half of it."""

RESERVED_TIMES = 3
"""What a worker may reserve, as a multiple: the engine of the charts uses little of it."""

LOOK_S = 0.2
TOO_MUCH_MEMORY = 75
"""Status with which a worker ends that holds too much."""

OOM_SCORE = Path("/proc/self/oom_score_adj")
HELD = Path("/proc/self/statm")

MALLOC = {-8: 2, -3: 2**20}
"""Heaps that threads share (M_ARENA_MAX); bytes that are taken from the system by themselves, and
go back to it at once (M_MMAP_THRESHOLD)."""

GIS_FORMATS = ("ESRI Shapefile", "FlatGeobuf", "GPKG", "GeoJSON", "MEM")
"""What GDAL reads and writes for the atlas, by its own names."""

OTHER_GIS_FORMATS = (
    "ADBC,AIVector,AVCBin,AVCE00,AmigoCloud,CSV,CSW,Carto,DGN,DXF,EDIGEO,EEDA,ESRIJSON,"
    "Elasticsearch,GDALG,GML,GPSBabel,GPX,GTFS,GeoJSONSeq,GeoRSS,HTTP,Idrisi,JML,JSONFG,KML,"
    "LIBKML,LVBAG,MBTiles,MVT,MapInfo File,MapML,MiraMonVector,NGW,OAPIF,ODS,OGCAPI,OGR_GMT,"
    "OGR_PDS,OGR_VRT,OSM,OpenFileGDB,PCIDSK,PDF,PDS4,PGDUMP,PLSCENES,PMTiles,S57,SQLite,SXF,"
    "Selafin,TopoJSON,VDV,VFK,VICAR,WAsP,WFS,XLSX"
)
"""What else the GDAL of pyogrio's pin knows, as it wants to be told."""


def bound_process(memory_bytes: int) -> None:
    """Bound this process, from its start."""
    share_memory()
    # GDAL looks at it once, when it is imported. Some of its formats are read from elsewhere.
    os.environ["OGR_SKIP"] = OTHER_GIS_FORMATS
    with suppress(OSError):
        os.nice(NICE)
    with suppress(OSError):
        # Where memory runs out, the system ends a worker rather than the server of all readers.
        OOM_SCORE.write_text("1000", encoding="ascii")
    _soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    limit = RESERVED_TIMES * memory_bytes
    limit = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (limit, hard))
    if HELD.exists():
        Thread(target=_watch, args=(memory_bytes,), daemon=True).start()


def _watch(memory_bytes: int) -> None:
    while True:
        if _held() > memory_bytes:
            give_back()
            if _held() > memory_bytes:
                # sys.exit would end this thread alone.
                os._exit(TOO_MUCH_MEMORY)
        time.sleep(LOOK_S)


def _held() -> int:
    return resource.getpagesize() * int(HELD.read_text(encoding="ascii").split()[1])


def share_memory() -> None:
    """Have all that this process holds lie where ``give_back`` can reach it.

    Arrow's own allocator keeps what one thread frees for its next tables. That of the GNU library
    makes a heap for each few threads, and raises what it calls large with what is freed: a file of
    20 MB, and tables of that size lie in these heaps from then on, between what lasts.
    """
    pa.set_memory_pool(pa.system_memory_pool())
    with suppress(OSError, AttributeError):  # the function is the GNU library's own
        for option, value in MALLOC.items():
            ctypes.CDLL(None).mallopt(option, value)


def give_back() -> None:
    """Free what nobody holds any more, and hand the system the pages that are empty.

    A session or a file that has ended may be a ring of objects: only a full collection finds
    it, and Python makes one when much else has been allocated, which may be hours later.
    """
    gc.collect()
    with suppress(OSError, AttributeError):  # the function is the GNU library's own
        ctypes.CDLL(None).malloc_trim(0)
