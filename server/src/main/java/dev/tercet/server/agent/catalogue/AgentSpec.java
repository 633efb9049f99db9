package dev.tercet.server.agent.catalogue;

import dev.tercet.server.agent.acp.AcpProgram;
import dev.tercet.server.agent.builtin.BuiltinModel;
import dev.tercet.server.agent.command.CommandProgram;
import dev.tercet.server.agent.headless.HeadlessProgram;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Which agent does a preset's runs, as data. */
public sealed interface AgentSpec {

  /**
   * A script.
   *
   * @param script null where every request names its own
   */
  record Scripted(@Nullable Path script) implements AgentSpec {}

  /** A program that takes one prompt. */
  record Command(CommandProgram program) implements AgentSpec {}

  /** A provider's model with our own tools. */
  record Builtin(BuiltinModel model) implements AgentSpec {}

  /** An agent that is run without its screen. */
  record Headless(HeadlessProgram program) implements AgentSpec {}

  /** A program that speaks the Agent Client Protocol. */
  record Acp(AcpProgram program) implements AgentSpec {}
}
