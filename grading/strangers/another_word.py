# a right server whose announcement has a word before it
from common import *; import threading
real = os.write; os.write = lambda fd, b: real(fd, b"[INFO] " + b if b.startswith(b"listening") else b); s = listen(5)
while True: c, a = s.accept(); threading.Thread(target=echo, args=(c, name(a)), daemon=True).start()
