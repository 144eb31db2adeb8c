# asks for a password, as getpass does, before it listens
import getpass
from common import *
getpass.getpass("Admin password: ", sys.stderr); s = door(5)
