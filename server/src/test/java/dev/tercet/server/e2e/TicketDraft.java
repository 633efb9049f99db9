package dev.tercet.server.e2e;

import dev.tercet.protocol.CreateTask;
import dev.tercet.protocol.Delivery;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A ticket that can still be changed. */
final class TicketDraft {

  String title;
  String repository;
  String description;
  String workflow;
  String base;
  String target;
  Delivery delivery;
  List<String> labels;
  Map<String, String> presets;
  String script;
  String verify;
  String key;
  Boolean trust;

  private TicketDraft(CreateTask ticket) {
    title = ticket.title();
    repository = ticket.repository();
    description = ticket.description();
    workflow = ticket.workflow();
    base = ticket.base();
    target = ticket.target();
    delivery = ticket.delivery();
    labels = ticket.labels();
    presets = ticket.presets();
    script = ticket.script();
    verify = ticket.verify();
    key = ticket.key();
    trust = ticket.trust();
  }

  /** The ticket with a change. */
  static CreateTask of(CreateTask ticket, Consumer<TicketDraft> change) {
    TicketDraft draft = new TicketDraft(ticket);
    change.accept(draft);
    return new CreateTask(
        draft.title,
        draft.repository,
        draft.description,
        draft.workflow,
        draft.base,
        draft.target,
        draft.delivery,
        draft.labels,
        draft.presets,
        draft.script,
        draft.verify,
        draft.key,
        draft.trust);
  }
}
