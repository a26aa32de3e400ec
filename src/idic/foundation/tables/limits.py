"""How much a stranger's file may ask of this machine. Every limit says what it protects."""

from typing import Final

KIB: Final = 1024
MIB: Final = 1024 * KIB
GIB: Final = 1024 * MIB

# A cell longer than this is a document or an unclosed quote, never a field of a customer or a sale.
MAX_FIELD_CHARS: Final = 128 * KIB

# A record is held in memory whole; the widest honest ones (hundreds of columns) stay below a tenth of this.
MAX_RECORD_CHARS: Final = 4 * MIB

# Wider than any spreadsheet allows; each column costs a list per batch.
MAX_COLUMNS: Final = 16_384

# Text on disk after unpacking: about 100 million purchase lines. More is a bomb or a job for the warehouse.
MAX_UNPACKED_BYTES: Final = 16 * GIB

# Business text shrinks 5 to 40 times; gzip reaches 1,000 only on one repeated byte.
MAX_UNPACK_RATIO: Final = 200

# Small files of repeated rows do exceed the ratio honestly, so it is only looked at beyond this size.
UNPACK_RATIO_FREE_BYTES: Final = 32 * MIB

# An honest workbook holds some tens of parts; each costs a directory entry before anything is read.
MAX_WORKBOOK_PARTS: Final = 4_096

# A full sheet of 1,048,576 rows and 8 columns is about 400 MiB of XML, and the reader holds a sheet in memory.
MAX_WORKBOOK_UNPACKED_BYTES: Final = 768 * MIB

# Sheet XML is wordier than CSV: honest sheets of repeated rows reach 30 to 60.
MAX_WORKBOOK_RATIO: Final = 200

# The reader lays a sheet out as a full rectangle from first to last used cell: two cells in far corners would ask
# for terabytes. 20 million cells are about 600 MiB.
MAX_SHEET_CELLS: Final = 20_000_000

# The old .xls format cannot hold more than 65,536 rows a sheet; honest files stay well below.
MAX_XLS_BYTES: Final = 128 * MIB

# A Parquet row group is decoded in one piece; writers make them of 128 MiB to 512 MiB.
MAX_ROW_GROUP_BYTES: Final = 1 * GIB

# A dictionary page can name one long text for every row: this bounds what one batch of a column may grow to.
MAX_COLUMN_BATCH_BYTES: Final = 256 * MIB

# Text is read and decoded in pieces of this size: large enough for speed, small enough to stay in the cache.
PIECE_BYTES: Final = 256 * KIB

# What is looked at to guess delimiter, width and row count.
SAMPLE_BYTES: Final = 256 * KIB

# How far to look for the first letter outside ASCII before calling a file plain: half a second of reading.
ENCODING_SCAN_BYTES: Final = 64 * MIB

# Share of NUL bytes in the sample above which content is binary and not text with a stray NUL.
MAX_NUL_SHARE: Final = 0.01

# A batch is cut early when it would hold more than this, so that memory stays flat for wide and wordy tables too.
MAX_BATCH_CELLS: Final = 5_000_000
MAX_BATCH_WEIGHT: Final = 64 * MIB

# JSON lines have no header: the columns are the keys of this many first rows.
JSON_HEADER_ROWS: Final = 1_000

# How much of a refused row is shown to the person who has to find it.
EXCERPT_CHARS: Final = 200
