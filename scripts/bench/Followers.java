import dev.tercet.client.Tercet;
import dev.tercet.protocol.FollowLost;
import dev.tercet.protocol.FollowRun;
import dev.tercet.protocol.Inbox;
import dev.tercet.protocol.RunEntry;
import dev.tercet.protocol.RunOutput;
import dev.tercet.protocol.TaskChanged;
import dev.tercet.protocol.TercetClient;
import dev.tercet.protocol.connect.TercetHome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Follows runs, 50 on a connection, and looks at each line that a chatty agent wrote: whether it is the next one, and
 * how long it took. Arguments: the daemon's home, a file to make once all are followed, lines of each run, the runs.
 */
class Followers {

  private static final int ON_ONE = 50;
  private static final Pattern LINE = Pattern.compile("chatty (\\d+) (\\d+\\.\\d+)");

  private static final Map<String, AtomicLong> LAST = new ConcurrentHashMap<>();
  private static final AtomicLong LINES = new AtomicLong();
  private static final AtomicLong TIMED = new AtomicLong();

  /** Lines of each run that are counted and not timed: three seconds. */
  private static final int WARM = 150;
  private static final AtomicLong WRONG = new AtomicLong();
  private static final AtomicLong MESSAGES = new AtomicLong();

  /** The last lines of each run, two seconds: by then the first runs have ended, which is work too. */
  private static final int LAST_LINES = 100;

  private static final Deque<Integer> WHILE_ALL_TALK = new ConcurrentLinkedDeque<>();
  private static int lines;
  private static int[] micros;
  private static CountDownLatch ended;

  public static void main(String[] arguments) throws Exception {
    Path home = Path.of(arguments[0]);
    lines = Integer.parseInt(arguments[2]);
    List<String> runs = Arrays.asList(arguments).subList(3, arguments.length);
    micros = new int[lines * runs.size()];
    ended = new CountDownLatch(runs.size());
    List<Tercet> clients = new ArrayList<>();
    for (int from = 0; from < runs.size(); from += ON_ONE) {
      Tercet client = Tercet.connect(new TercetHome(home), home, new Listener()).orElseThrow();
      clients.add(client);
      for (String run : runs.subList(from, Math.min(runs.size(), from + ON_ONE))) {
        LAST.put(run, new AtomicLong());
        client.await(client.run().follow(new FollowRun(run, null)));
      }
    }
    Files.createFile(Path.of(arguments[1]));
    boolean all = ended.await(lines / 50 + 120, TimeUnit.SECONDS);
    clients.forEach(Tercet::close);
    int count = (int) Math.min(TIMED.get(), micros.length);
    int[] sorted = Arrays.copyOf(micros, count);
    Arrays.sort(sorted);
    System.out.printf("lines %d of %d%n", LINES.get(), micros.length);
    System.out.printf("wrong %d%n", WRONG.get());
    System.out.printf("p50 %.1f%n", at(sorted, 0.50));
    System.out.printf("p99 %.1f%n", at(sorted, 0.99));
    System.out.printf("most %.1f%n", at(sorted, 1.0));
    int[] middle = WHILE_ALL_TALK.stream().mapToInt(Integer::intValue).sorted().toArray();
    System.out.printf("p99-while-all-talk %.1f%n", at(middle, 0.99));
    System.out.printf("messages %d%n", MESSAGES.get());
    System.exit(all ? 0 : 1);
  }

  private static double at(int[] sorted, double part) {
    return sorted.length == 0 ? -1 : sorted[(int) Math.min(sorted.length - 1, sorted.length * part)] / 1000.0;
  }

  private static final class Listener implements TercetClient {

    @Override
    public void runOutput(RunOutput output) {
      Instant now = Instant.now();
      double seconds = now.getEpochSecond() + now.getNano() / 1e9;
      MESSAGES.incrementAndGet();
      AtomicLong last = LAST.get(output.run());
      for (RunEntry entry : output.lines()) {
        Matcher line = LINE.matcher(entry.text());
        while (line.find()) {
          if (last.incrementAndGet() != Long.parseLong(line.group(1))) {
            WRONG.incrementAndGet();
          }
          LINES.incrementAndGet();
          // Before that both programs are still being compiled.
          int place = Long.parseLong(line.group(1)) > WARM ? (int) TIMED.getAndIncrement() : micros.length;
          if (place < micros.length) {
            micros[place] = (int) ((seconds - Double.parseDouble(line.group(2))) * 1e6);
            if (Long.parseLong(line.group(1)) <= lines - LAST_LINES) {
              WHILE_ALL_TALK.add(micros[place]);
            }
          }
        }
      }
      if (output.ended()) {
        ended.countDown();
      }
    }

    @Override
    public void taskChanged(TaskChanged change) {}

    @Override
    public void inboxChanged(Inbox inbox) {}

    @Override
    public void runLost(FollowLost lost) {
      WRONG.incrementAndGet();
      ended.countDown();
      System.err.println("lost " + lost);
    }
  }
}
