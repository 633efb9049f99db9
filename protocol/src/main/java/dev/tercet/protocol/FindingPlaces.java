package dev.tercet.protocol;

import java.util.List;

/**
 * Where findings are. One that is not here names no file, or a file that is not there.
 *
 * @param commit that was looked at; where a text was given, the head of the task's branch
 */
public record FindingPlaces(String commit, List<FindingPlace> places) {
  public FindingPlaces {
    places = List.copyOf(places);
  }
}
