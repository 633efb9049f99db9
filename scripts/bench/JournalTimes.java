import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Reads times off an exported journal: {@code steps FILE}, {@code worktree FILE} or {@code provider FILE
 * TIMES}, in ms, one a line.
 */
public final class JournalTimes {

  private record Entry(String type, Instant at, JsonNode payload) {}

  private JournalTimes() {}

  public static void main(String[] arguments) throws IOException {
    List<Entry> entries = read(Path.of(arguments[1]));
    switch (arguments[0]) {
      case "steps" -> steps(entries);
      case "worktree" -> worktree(entries);
      case "provider" -> provider(entries, Files.readAllLines(Path.of(arguments[2])));
      default ->
          throw new IllegalArgumentException("steps, worktree or provider, not " + arguments[0]);
    }
  }

  private static List<Entry> read(Path file) throws IOException {
    ObjectMapper json = new ObjectMapper();
    List<Entry> entries = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      JsonNode event = json.readTree(line);
      entries.add(
          new Entry(
              event.get("type").asText(),
              Instant.parse(event.get("at").asText()),
              json.readTree(event.get("payload").asText())));
    }
    return entries;
  }

  /** From each run's end to the next one's start; the commit in between is left out and told beside. */
  private static void steps(List<Entry> entries) {
    List<Double> withCommit = new ArrayList<>();
    List<Double> commits = new ArrayList<>();
    Instant ended = null;
    Instant commitBegun = null;
    double commit = 0;
    for (Entry entry : entries) {
      switch (entry.type()) {
        case "runEnded" -> {
          ended = entry.at();
          commit = 0;
        }
        case "effectBegun" -> {
          if (entry.payload().get("effect").asText().startsWith("commit:")) {
            commitBegun = entry.at();
          }
        }
        case "itemFinished" -> commit = commitBegun == null ? 0 : millis(commitBegun, entry.at());
        case "runStarted" -> {
          if (ended != null && commit > 0) {
            withCommit.add(millis(ended, entry.at()));
            commits.add(commit);
            System.out.printf("%.1f%n", millis(ended, entry.at()) - commit);
          }
        }
        default -> {}
      }
    }
    System.out.printf(
        "# of %d steps; with the commit %.1f ms, the commit itself %.1f ms (medians)%n",
        commits.size(), median(withCommit), median(commits));
  }

  /** From the moment that a worktree was wanted to the task being prepared. */
  private static void worktree(List<Entry> entries) {
    Instant begun = null;
    for (Entry entry : entries) {
      if (entry.type().equals("effectBegun")
          && entry.payload().get("effect").asText().startsWith("worktree")) {
        begun = entry.at();
      } else if (entry.type().equals("taskPrepared") && begun != null) {
        System.out.printf("%.0f%n", millis(begun, entry.at()));
      }
    }
  }

  /** From the start of each run to the request that came behind it and before the next start. */
  private static void provider(List<Entry> entries, List<String> came) {
    List<Instant> starts =
        entries.stream()
            .filter(entry -> entry.type().equals("runStarted"))
            .map(Entry::at)
            .sorted()
            .toList();
    double first = Double.NaN;
    double longest = 0;
    for (String line : came) {
      Instant request = Instant.parse(line);
      Instant start =
          starts.stream()
              .filter(one -> !one.isAfter(request))
              .reduce((_, later) -> later)
              .orElseThrow();
      double took = millis(start, request);
      first = Double.isNaN(first) ? took : first;
      longest = Math.max(longest, took);
      System.out.printf("%.1f%n", took);
    }
    System.out.printf(
        "# the first, which loads the HTTP client: %.1f ms; the longest %.1f ms%n", first, longest);
  }

  private static double millis(Instant from, Instant to) {
    return Duration.between(from, to).toNanos() / 1e6;
  }

  private static double median(List<Double> values) {
    if (values.isEmpty()) {
      return Double.NaN;
    }
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    return sorted.get(sorted.size() / 2);
  }
}
