package dev.tercet.server.workflow;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How far a step has come.
 *
 * @param pass from 1; a new one begins when accepted findings go back to the builder
 * @param cursor index of the current item
 * @param tries of what is done for the current item or artifact, from 0; part of the effects' ids
 * @param reds red verifications in a row at the current item
 */
public record StepProgress(
    StepState state,
    int pass,
    int cursor,
    int tries,
    int reds,
    List<Item> items,
    Map<PresetName, Slot> slots) {

  public static final StepProgress PENDING =
      new StepProgress(new StepState.Pending(), 1, 0, 0, 0, List.of(), Map.of());

  public StepProgress {
    items = List.copyOf(items);
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
    return new StepProgress(next, pass, cursor, tries, reds, items, slots);
  }

  StepProgress reset(int nextPass) {
    return new StepProgress(new StepState.Pending(), nextPass, 0, tries, 0, List.of(), Map.of());
  }

  StepProgress working(List<Item> next) {
    return new StepProgress(state, pass, 0, tries, 0, next, Map.of());
  }

  StepProgress with(PresetName preset, Slot slot) {
    Map<PresetName, Slot> next = new LinkedHashMap<>(slots);
    next.put(preset, slot);
    return new StepProgress(state, pass, cursor, tries, reds, items, next);
  }

  StepProgress without(PresetName preset) {
    Map<PresetName, Slot> next = new LinkedHashMap<>(slots);
    next.remove(preset);
    return new StepProgress(state, pass, cursor, tries, reds, items, next);
  }

  StepProgress triedAgain() {
    return new StepProgress(state, pass, cursor, tries + 1, reds, items, slots);
  }

  StepProgress red() {
    return new StepProgress(state, pass, cursor, tries, reds + 1, items, slots);
  }

  StepProgress finished(Item item) {
    List<Item> next = new java.util.ArrayList<>(items);
    next.set(cursor, item);
    return new StepProgress(state, pass, cursor + 1, tries, 0, next, Map.of());
  }

  StepProgress appended(List<Item> more) {
    List<Item> next = new java.util.ArrayList<>(items);
    next.addAll(more);
    return new StepProgress(state, pass, cursor, tries, reds, next, slots);
  }
}
