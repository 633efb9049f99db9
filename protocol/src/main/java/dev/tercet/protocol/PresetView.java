package dev.tercet.protocol;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A named choice of agent, model, role and options.
 *
 * @param agent what plays it, such as {@code claude}
 * @param origin {@code built-in}, {@code user}, or the path of the settings file
 * @param ready whether its agent can be started on this machine
 * @param text why it can not, or what is worth knowing
 * @param family of the model, on which a reviewer's independence rests
 */
public record PresetView(
    String name,
    String agent,
    String origin,
    boolean ready,
    String text,
    @Nullable Role role,
    @Nullable String model,
    @Nullable String family,
    @Nullable Map<String, String> options) {
  public PresetView {
    options = options == null ? null : Map.copyOf(options);
  }
}
