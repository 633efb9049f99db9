package dev.tercet.server.agent.scripted;

import dev.tercet.server.agent.SessionRequest;
import dev.tercet.server.workflow.Role;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** For which runs a section is. A part that is null fits every run. */
record Selector(
    @Nullable Role role,
    @Nullable String task,
    @Nullable String step,
    @Nullable String item,
    @Nullable String preset,
    @Nullable Count pass,
    @Nullable Count attempt) {

  /** A number, or everything from a number on. */
  record Count(int from, boolean open) {

    boolean fits(int number) {
      return open ? number >= from : number == from;
    }
  }

  boolean fits(SessionRequest request) {
    return fitsApartFromAttempt(request) && (attempt == null || attempt.fits(request.attempt()));
  }

  /** Whether it fits, whatever the attempt: a run that continues another counts one more. */
  boolean fitsApartFromAttempt(SessionRequest request) {
    return (role == null || role == request.role())
        && (task == null || request.task().value().startsWith(task))
        && (step == null || step.equalsIgnoreCase(request.step()))
        && (item == null || fitsItem(item, request))
        && (preset == null || preset.equals(request.preset()))
        && (pass == null || pass.fits(request.pass()));
  }

  private static boolean fitsItem(String wanted, SessionRequest request) {
    if (wanted.matches("[0-9]{1,6}")) {
      return request.itemNumber() == Integer.parseInt(wanted);
    }
    String item = request.item();
    return item != null && item.toLowerCase(Locale.ROOT).contains(wanted.toLowerCase(Locale.ROOT));
  }
}
