import dev.tercet.server.process.ProcessSpec;
import dev.tercet.server.process.Processes;
import dev.tercet.server.sandbox.Cage;
import dev.tercet.server.sandbox.Enforcement;
import dev.tercet.server.sandbox.Grounds;
import dev.tercet.server.sandbox.Rights;
import dev.tercet.server.sandbox.Walls;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Times a command with and without the cage, in turn. The argument is a folder to do it in. */
class CageTimes {

  private static final int ROUNDS = 60;

  public static void main(String[] arguments) {
    Path folder = Path.of(arguments[0]);
    Map<String, String> environment =
        Map.of("PATH", System.getenv("PATH"), "HOME", folder.resolve("user").toString());
    try (Processes processes = new Processes()) {
      Grounds grounds = new Grounds(environment, List.of(), Grounds.CACHES, List.of());
      Cage cage = new Cage(processes, Cage.Use.AUTO, grounds, folder.resolve("scratch"));
      if (cage.enforcement() instanceof Enforcement.NotEnforced(var reason, _)) {
        System.out.println("none " + reason);
        return;
      }
      Walls walls =
          new Walls(
              Rights.WRITE,
              folder.resolve("worktree"),
              folder.resolve("temp"),
              folder.resolve("home"),
              List.of(),
              List.of(),
              List.of(),
              List.of(),
              true);
      ProcessSpec plain =
          new ProcessSpec(
              List.of("sh", "-c", "true"),
              folder.resolve("worktree"),
              environment,
              Duration.ofSeconds(30),
              1000);
      List<Double> without = new ArrayList<>();
      List<Double> with = new ArrayList<>();
      for (int round = 0; round < ROUNDS + 10; round++) {
        double bare = millis(() -> processes.run(plain));
        double caged = millis(() -> processes.run(cage.confinement(walls).around(plain)));
        if (round >= 10) {
          without.add(bare);
          with.add(caged);
        }
      }
      double added = median(with) - median(without);
      System.out.printf("added %.1f%n", added);
      System.out.printf("# %.1f ms without, %.1f ms with%n", median(without), median(with));
    }
  }

  private static double millis(Runnable work) {
    long begun = System.nanoTime();
    work.run();
    return (System.nanoTime() - begun) / 1e6;
  }

  private static double median(List<Double> times) {
    Collections.sort(times);
    return times.get(times.size() / 2);
  }
}
