# A menu before anything else; standard output is flushed, and the last line has no end.
use IO::Socket::INET; $| = 1;
print "1) start the server\n2) quit\nYour choice: ";
exit 0 if <STDIN> != 1;
my $s = IO::Socket::INET->new(LocalAddr => "127.0.0.1", LocalPort => 9090, Listen => 5) or die;
print "listening on 127.0.0.1:9090\n";
