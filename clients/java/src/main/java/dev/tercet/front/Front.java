package dev.tercet.front;

import dev.tercet.client.DaemonLink;
import dev.tercet.client.DaemonUnreachable;
import dev.tercet.protocol.connect.Hello.Greeting;
import dev.tercet.protocol.connect.Hello.Speech;
import dev.tercet.protocol.connect.TercetHome;
import dev.tercet.protocol.connect.TercetVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** A front command: connects to the daemon, which it starts where none runs, and moves bytes. */
public final class Front {

  private static final int DONE = 0;
  private static final int REFUSED = 1;
  private static final int UNREACHABLE = 3;

  private Front() {}

  /** What the command of this name speaks; empty where it is no front command. */
  public static Optional<Speech> speechOf(String command) {
    return switch (command) {
      case "lsp" -> Optional.of(Speech.LSP);
      case "mcp" -> Optional.of(Speech.MCP);
      default -> Optional.empty();
    };
  }

  /**
   * Moves bytes until either side ends, and says how it ended: 0 when one side was done, 1 inside a
   * run, 3 when there is no daemon to talk to or it broke off.
   *
   * @param cwd of the caller, absolute
   */
  public static int run(Speech speech, Map<String, String> environment, Path cwd, Streams streams) {
    if (environment.containsKey("TERCET_RUN")) {
      return complain(
          streams,
          "tercet does not start inside a run: agents cannot decide",
          "ask the person with ask_human",
          REFUSED);
    }
    Greeting mine = new Greeting(speech, TercetVersion.CURRENT, cwd.toString(), null, "tercet");
    try (DaemonLink link = DaemonLink.connectOrStart(environment, mine)) {
      StreamHandover handover =
          streams.areStandard() ? new StreamHandover(TercetHome.of(environment)) : null;
      new Pump(link.channel(), streams, handover).run();
      return DONE;
    } catch (DaemonUnreachable unreachable) {
      return complain(
          streams, String.valueOf(unreachable.getMessage()), unreachable.mend(), UNREACHABLE);
    } catch (IllegalArgumentException badHome) {
      return complain(
          streams,
          String.valueOf(badHome.getMessage()),
          "set it to a path that starts at the root",
          REFUSED);
    } catch (IOException broken) {
      return complain(
          streams,
          "the connection to the daemon broke: " + broken.getMessage(),
          "tasks go on; start this again",
          UNREACHABLE);
    }
  }

  private static int complain(Streams streams, String what, String mend, int exit) {
    streams.err().println("tercet: " + what);
    streams.err().println("  " + mend);
    streams.err().flush();
    return exit;
  }
}
