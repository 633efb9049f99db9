package dev.tercet.server.store;

import dev.tercet.server.workflow.TaskId;
import org.jspecify.annotations.Nullable;

/** Goes through a task's rows in order and notes the first that does not fit. One thread. */
final class ChainCheck {

  private final TaskId task;
  private Row.Tail tail = Row.Tail.START;
  private long purged;
  private Integrity.@Nullable Broken broken;

  ChainCheck(TaskId task) {
    this.task = task;
  }

  void add(Row row) {
    if (broken != null) {
      return;
    }
    String defect = defect(row);
    if (defect != null) {
      broken = new Integrity.Broken(tail.seq() + 1, defect);
      return;
    }
    tail = new Row.Tail(row.seq(), row.hash());
    purged += row.payload() == null ? 1 : 0;
  }

  private @Nullable String defect(Row row) {
    if (row.seq() != tail.seq() + 1) {
      return "the event is missing, the next one there is number " + row.seq();
    }
    if (!row.previous().equals(tail.hash())) {
      return "its previous hash is not the hash of the event before";
    }
    String payload = row.payload();
    if (payload != null && !Sha256.of(payload).hex().equals(row.payloadHash())) {
      return "its payload is not what was hashed";
    }
    if (!Chain.hash(row).hex().equals(row.hash())) {
      return "its envelope is not what was hashed";
    }
    return null;
  }

  /**
   * @param recorded where the journal says that the chain ends, null when it does not know the task
   */
  Integrity end(Row.@Nullable Tail recorded) {
    if (broken != null) {
      return broken;
    }
    if (recorded == null) {
      return tail.seq() == 0
          ? new Integrity.Unknown()
          : new Integrity.Broken(1, "the journal's list of tasks does not have " + task);
    }
    if (recorded.seq() > tail.seq()) {
      return new Integrity.Broken(
          tail.seq() + 1, "the event is missing, the task had %d".formatted(recorded.seq()));
    }
    if (!recorded.equals(tail)) {
      return new Integrity.Broken(
          tail.seq(), "the journal's list of tasks has another hash or number for the last event");
    }
    return new Integrity.Intact(tail.seq(), purged, new Sha256(tail.hash()));
  }
}
