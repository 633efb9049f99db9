package dev.tercet.server.model;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** The parts of an answer by their place in it, while they grow. Used by one thread. */
final class Drafts {

  private final SortedMap<Integer, Draft> drafts = new TreeMap<>();

  /** A part that grows. */
  static final class Draft {
    private final Kind kind;
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder signature = new StringBuilder();
    private String id = "";
    private String name = "";
    private @Nullable String opaque;

    private Draft(Kind kind) {
      this.kind = kind;
    }

    Kind kind() {
      return kind;
    }

    Draft text(String piece) {
      text.append(piece);
      return this;
    }

    String text() {
      return text.toString();
    }

    Draft signature(String piece) {
      signature.append(piece);
      return this;
    }

    String signature() {
      return signature.toString();
    }

    Draft call(String callId, String callName) {
      id = callId;
      name = callName;
      return this;
    }

    String id() {
      return id;
    }

    void opaque(@Nullable String value) {
      opaque = value;
    }
  }

  /** What a part is. */
  enum Kind {
    TEXT,
    REASONING,
    CALL
  }

  /** The part at that place; another kind at the same place begins anew. */
  Draft at(int place, Kind kind) {
    Draft found = drafts.get(place);
    if (found == null || found.kind != kind) {
      found = new Draft(kind);
      drafts.put(place, found);
    }
    return found;
  }

  @Nullable Draft find(int place) {
    return drafts.get(place);
  }

  /** The last part if it is of that kind, else a new one behind it. */
  Draft last(Kind kind) {
    return !drafts.isEmpty() && drafts.lastEntry().getValue().kind == kind
        ? drafts.lastEntry().getValue()
        : append(kind);
  }

  /** A new part behind all others. */
  Draft append(Kind kind) {
    return at(drafts.isEmpty() ? 0 : drafts.lastKey() + 1, kind);
  }

  /** All parts that say something, in order. */
  List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    for (Draft draft : drafts.values()) {
      switch (draft.kind) {
        case TEXT -> {
          if (!draft.text.isEmpty()) {
            blocks.add(new Block.Text(draft.text()));
          }
        }
        case REASONING -> {
          if (!draft.text.isEmpty() || draft.opaque != null) {
            blocks.add(new Block.Reasoning(draft.text(), draft.opaque));
          }
        }
        case CALL ->
            blocks.add(
                new Block.Call(
                    draft.id.isEmpty() ? newId() : draft.id,
                    draft.name,
                    draft.text.isEmpty() ? "{}" : draft.text(),
                    draft.opaque));
      }
    }
    return blocks;
  }

  /** Some servers give their calls no ids, and results are matched by them. */
  private static String newId() {
    return "call_" + Long.toString(ThreadLocalRandom.current().nextLong(1L << 60), 36);
  }
}
