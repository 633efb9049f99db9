#!/usr/bin/perl
# An agent of the Agent Client Protocol that says COUNT lines, 50 a second, as soon as the file GO is there.
# Each line has its number and the moment at which it was written.
use strict;
use warnings;
use Time::HiRes qw(time sleep);

my ($count, $go) = @ARGV;
$| = 1;
while (my $message = <STDIN>) {
  my ($id) = $message =~ /"id":\s*(\d+)/ or next;
  if ($message =~ m{"method":\s*"initialize"}) {
    print qq({"jsonrpc":"2.0","id":$id,"result":{"protocolVersion":1,"agentCapabilities":{}}}\n);
  } elsif ($message =~ m{"method":\s*"session/new"}) {
    print qq({"jsonrpc":"2.0","id":$id,"result":{"sessionId":"s"}}\n);
  } elsif ($message =~ m{"method":\s*"session/prompt"}) {
    sleep 0.1 until -e $go;
    # Not all in the same instant: nobody starts two hundred at once.
    my $begun = time + rand 2;
    for my $number (1 .. $count) {
      my $left = $begun + $number * 0.02 - time;
      sleep $left if $left > 0;
      my $text = sprintf 'chatty %d %.6f It looks at one more file and says what it thinks of it.\n', $number, time;
      print qq({"jsonrpc":"2.0","method":"session/update","params":{"sessionId":"s","update":{"sessionUpdate":"agent_message_chunk","content":{"type":"text","text":"$text"}}}}\n);
    }
    print qq({"jsonrpc":"2.0","id":$id,"result":{"stopReason":"end_turn"}}\n);
  }
}
