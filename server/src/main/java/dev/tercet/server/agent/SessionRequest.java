package dev.tercet.server.agent;

import dev.tercet.server.process.Confinement;
import dev.tercet.server.process.ProcessSpec;
import dev.tercet.server.workflow.Role;
import dev.tercet.server.workflow.RunId;
import dev.tercet.server.workflow.TaskId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything a session needs to know, as data.
 *
 * @param directory absolute, where the agent works
 * @param artifacts absolute, where a planner may write; inside {@code directory}
 * @param temp absolute, private to the run
 * @param environment the whole environment; nothing else is inherited but {@code TERCET_RUN}, which
 *     is always set
 * @param script what a scripted agent plays; null for the others
 * @param step the step's name, {@code item} the plan item's text or null, {@code pass} from 1: what
 *     a script selects by
 * @param stall no update for this long ends the turn as {@link TurnResult.Failed}
 * @param questionHold how long a question of the protocol is held open before the turn is ended
 * @param itemNumber the plan item's place in the plan, from 1; 0 when there is no item
 * @param continues the run whose work, not yet committed, lies in {@code directory} and is taken up
 *     again; null for a start afresh
 * @param answers what earlier runs of this step and item asked, with the human's answers, oldest
 *     first
 * @param options what the preset asks of the agent by name: {@code model}, {@code mode}, or the id
 *     of a configuration option that the agent offers
 * @param confinement what every process of the run is put into: see {@link #confined}
 * @param tools the server of the run's own tools, for agents that are hosts of such; null where
 *     there is none
 * @param permits what is done when the agent asks for permission, by kind of tool ({@code execute},
 *     {@code fetch} …), within what the role may do anyway
 */
public record SessionRequest(
    RunId run,
    Role role,
    String preset,
    String step,
    @Nullable String item,
    int pass,
    int attempt,
    Path directory,
    Path artifacts,
    Path temp,
    Map<String, String> environment,
    @Nullable Path script,
    @Nullable String resume,
    Duration timeout,
    Duration stall,
    Duration questionHold,
    TaskId task,
    int itemNumber,
    @Nullable RunId continues,
    List<Answered> answers,
    Map<String, String> options,
    Confinement confinement,
    @Nullable ToolServer tools,
    Map<String, Permit> permits) {

  public SessionRequest {
    environment = Map.copyOf(environment);
    answers = List.copyOf(answers);
    options = Map.copyOf(options);
    permits = Map.copyOf(permits);
  }

  /**
   * The spec as it may be started. Whatever an agent starts for this run goes through here: the
   * agent itself, and commands that a model or a script names.
   *
   * @throws dev.tercet.server.process.ProcessException when it cannot be confined as it has to be
   */
  public ProcessSpec confined(ProcessSpec spec) {
    return confinement.around(spec);
  }
}
