package dev.tercet.server.door.mcp;

import dev.tercet.server.app.Denied;
import dev.tercet.server.mcp.ToolFailure;
import java.nio.file.InvalidPathException;

/** Calls of use cases, whose refusals become words that a model can act on. */
final class Calls {

  private Calls() {}

  /** A use case. */
  @FunctionalInterface
  interface UseCase<T> {
    T get() throws InterruptedException;
  }

  static <T> T of(UseCase<T> useCase) throws ToolFailure, InterruptedException {
    try {
      return useCase.get();
    } catch (Denied denied) {
      String mend =
          switch (denied.error()) {
            case STALE -> " Call show_task to see what it is now, and show that to the human.";
            case UNKNOWN_TASK -> " Call list_tasks for the ids.";
            default -> "";
          };
      throw new ToolFailure(denied.refused().text() + "." + mend);
    } catch (InvalidPathException noPath) {
      throw new ToolFailure("\"%s\" is no path on this system.".formatted(noPath.getInput()));
    }
  }
}
