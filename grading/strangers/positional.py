# takes host and port by their places, as the course's own example does
import socket, sys
s = socket.socket(); s.bind((sys.argv[1], int(sys.argv[2]))); s.listen(5)
