package dev.tercet.server.workflow;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is fixed when a task is created.
 *
 * @param repository the main checkout's folder, absolute
 * @param gitDir the git directory of that checkout, absolute
 * @param commonDir the git directory that all its checkouts share, absolute; mostly the same
 * @param base the commit that the task starts from; only a rebase moves it
 * @param target the local branch that the task is merged into
 * @param branch the task's own branch
 * @param script a script that every agent of the task plays instead of its preset, absolute
 * @param supplied what runs because the repository says so; null in tasks from before it was asked
 */
public record Charter(
    TaskId id,
    Ticket ticket,
    String repository,
    String gitDir,
    String commonDir,
    CommitId base,
    String target,
    String branch,
    Delivery delivery,
    Workflow workflow,
    Policy policy,
    @Nullable String script,
    @Nullable List<Supplied> supplied) {

  public Charter {
    supplied = supplied == null ? null : List.copyOf(supplied);
  }

  Charter onto(CommitId next) {
    return new Charter(
        id,
        ticket,
        repository,
        gitDir,
        commonDir,
        next,
        target,
        branch,
        delivery,
        workflow,
        policy,
        script,
        supplied);
  }

  Charter on(String name) {
    return new Charter(
        id,
        ticket,
        repository,
        gitDir,
        commonDir,
        base,
        target,
        name,
        delivery,
        workflow,
        policy,
        script,
        supplied);
  }
}
