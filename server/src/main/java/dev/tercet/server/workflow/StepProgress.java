package dev.tercet.server.workflow;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * How far a step has come.
 *
 * @param pass from 1; a new one begins when accepted findings go back to the builder
 * @param cursor index of the current item
 * @param tries of what is done for the current item or artifact, from 0; part of the effects' ids
 * @param reds red verifications in a row at the current item
 * @param accepted troubles at the current item that a human said to go on with
 */
public record StepProgress(
    StepState state,
    int pass,
    int cursor,
    int tries,
    int reds,
    List<Item> items,
    Map<PresetName, Slot> slots,
    Set<Trouble> accepted) {

  public static final StepProgress PENDING =
      new StepProgress(new StepState.Pending(), 1, 0, 0, 0, List.of(), Map.of(), Set.of());

  public StepProgress {
    items = List.copyOf(items);
    accepted = Set.copyOf(accepted);
    slots = Collections.unmodifiableMap(new LinkedHashMap<>(slots));
  }

  public boolean isOver() {
    return state instanceof StepState.Done || state instanceof StepState.Skipped;
  }

  /** The current item; only while there is one. */
  public Item item() {
    return items.get(cursor);
  }

  public boolean hasItem() {
    return cursor < items.size();
  }

  StepProgress in(StepState next) {
    return new StepProgress(next, pass, cursor, tries, reds, items, slots, accepted);
  }

  StepProgress reset(int nextPass) {
    return new StepProgress(
        new StepState.Pending(), nextPass, 0, tries, 0, List.of(), Map.of(), Set.of());
  }

  /** Has to be done once more; a step that has not begun keeps the pass it would begin with. */
  StepProgress again() {
    boolean untouched = state instanceof StepState.Pending || state instanceof StepState.Skipped;
    return reset(untouched ? pass : pass + 1);
  }

  StepProgress working(List<Item> next) {
    return new StepProgress(state, pass, 0, tries, 0, next, Map.of(), Set.of());
  }

  StepProgress with(PresetName preset, Slot slot) {
    Map<PresetName, Slot> next = new LinkedHashMap<>(slots);
    next.put(preset, slot);
    return new StepProgress(state, pass, cursor, tries, reds, items, next, accepted);
  }

  /** The run's slot after the run has ended; a slot that another run holds by now stays. */
  StepProgress after(RunRecord ended, Slot slot) {
    Slot held = slots.get(ended.preset());
    return held != null && held.run().equals(ended.id()) ? with(ended.preset(), slot) : this;
  }

  /** The preset's part is another's from now on; what it has done already counts. */
  StepProgress without(PresetName preset) {
    if (slots.get(preset) instanceof Slot.Ended) {
      return this;
    }
    Map<PresetName, Slot> next = new LinkedHashMap<>(slots);
    next.remove(preset);
    return new StepProgress(state, pass, cursor, tries, reds, items, next, accepted);
  }

  StepProgress triedAgain() {
    return new StepProgress(state, pass, cursor, tries + 1, reds, items, slots, accepted);
  }

  StepProgress red() {
    return new StepProgress(state, pass, cursor, tries, reds + 1, items, slots, accepted);
  }

  StepProgress finished(Item item) {
    List<Item> next = new ArrayList<>(items);
    next.set(cursor, item);
    return new StepProgress(state, pass, cursor + 1, tries, 0, next, Map.of(), Set.of());
  }

  StepProgress planned(List<Item> next) {
    int open = Math.toIntExact(next.stream().takeWhile(Item::done).count());
    return new StepProgress(state, pass, open, tries, 0, next, Map.of(), Set.of());
  }

  StepProgress accepting(Trouble trouble) {
    Set<Trouble> next = new TreeSet<>(accepted);
    next.add(trouble);
    return new StepProgress(state, pass, cursor, tries, reds, items, slots, next);
  }
}
