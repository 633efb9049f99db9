package dev.tercet.server.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tercet.server.rpc.RpcException;
import java.util.List;
import java.util.Optional;

/**
 * What a server offers. Any thread may call; lists come in the same order each time and are the
 * same for every client (2026-07-28, Tools: Listing Tools).
 */
public interface Provider {

  /** Name, title, version, icons. */
  ObjectNode info();

  /** What a model should know before it calls anything. */
  String instructions();

  List<Tool> tools();

  /** The tool of that name; empty where none is offered. */
  default Optional<Tool> tool(String name) {
    return tools().stream().filter(tool -> tool.name().equals(name)).findFirst();
  }

  List<Prompt> prompts();

  /** Resources that can be listed. */
  List<ObjectNode> resources();

  List<ObjectNode> templates();

  /** The contents behind a URI; empty where it names nothing. */
  Optional<List<ObjectNode>> read(String uri, Context context)
      throws RpcException, InterruptedException;

  /** At most 100 values. */
  List<String> complete(Completion completion);

  /** Tells of changes until it is closed. */
  Watch watch(Changes changes);

  /** Hears of changes. Must not block. */
  interface Changes {
    void toolsChanged();

    void promptsChanged();

    void resourcesChanged();

    void updated(String uri);
  }

  /** Something that is being watched. */
  @FunctionalInterface
  interface Watch extends AutoCloseable {
    @Override
    void close();
  }
}
