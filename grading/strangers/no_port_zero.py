# right, but takes ports from 1 to 65535 only
from common import *; import threading
if flags.port == 0: sys.exit("bad port: 0 is out of range")
s = listen(5)
while True: c, a = s.accept(); threading.Thread(target=echo, args=(c, name(a)), daemon=True).start()
