"""The one SQLite that touches our files: sqlcipher3, also under sqlite-utils.

sqlite-utils prefers a module called `pysqlite3` over the standard library's; handing it ours there
makes its exception classes the ones that we catch.
"""

import sys

import sqlcipher3
from sqlcipher3 import dbapi2

sys.modules.setdefault("pysqlite3", sqlcipher3)
sys.modules.setdefault("pysqlite3.dbapi2", dbapi2)

Connection = dbapi2.Connection
DatabaseError = dbapi2.DatabaseError
IntegrityError = dbapi2.IntegrityError
OperationalError = dbapi2.OperationalError
ProgrammingError = dbapi2.ProgrammingError
connect = dbapi2.connect
