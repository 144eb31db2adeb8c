# Right but for one thing: it serves one client after the other.
use IO::Socket::INET; use Errno;
$| = 1;
my ($host, $port) = ("127.0.0.1", 9090);
while (@ARGV) { my ($flag, $value) = splice @ARGV, 0, 2; $host = $value if $flag eq "--host"; $port = $value if $flag eq "--port"; }
my $server = IO::Socket::INET->new(LocalAddr => $host, LocalPort => $port, Listen => 128, ReuseAddr => 1)
  or do { print STDERR "Cannot listen on $host:$port: $!; try another port\n"; exit 1 };
$SIG{TERM} = $SIG{INT} = sub { exit 0 };
$SIG{PIPE} = "IGNORE";
print "listening on $host:" . $server->sockport . "\n";
while (1) {
  my $client = $server->accept or next;
  my $peer = $client->peerhost . ":" . $client->peerport;
  print "connected $peer\n";
  while (my $count = sysread $client, my $chunk, 65536) {
    print "received $count bytes from $peer\n";
    my $sent = 0;
    while ($sent < $count) { my $more = syswrite $client, $chunk, $count - $sent, $sent; last unless $more; $sent += $more; }
    print "sent $count bytes to $peer\n";
  }
  close $client;
  print "disconnected $peer\n";
}
