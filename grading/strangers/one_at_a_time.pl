# a right echo for one client; the next one is accepted when this one has left
use IO::Socket::INET; $| = 1; $SIG{TERM} = $SIG{INT} = sub { exit 0 };
my ($h, $p) = ("127.0.0.1", 9090);
while (@ARGV) { my $f = shift; my $v = shift; $h = $v if $f eq "--host"; $p = $v if $f eq "--port"; }
my $s = IO::Socket::INET->new(LocalAddr => $h, LocalPort => $p, Listen => 5) or do { print STDERR "Cannot listen on $h:$p: $!\n"; exit 1 };
print "listening on $h:" . $s->sockport . "\n"; $SIG{PIPE} = "IGNORE";
while (my $c = $s->accept) {
  my $peer = $c->peerhost . ":" . $c->peerport; print "connected $peer\n";
  while (my $n = sysread($c, my $b, 65536)) { print "received $n bytes from $peer\n"; my $o = 0;
    while ($o < $n) { my $w = syswrite($c, $b, $n - $o, $o); last unless $w; $o += $w } print "sent $n bytes to $peer\n"; }
  close $c; print "disconnected $peer\n";
}
