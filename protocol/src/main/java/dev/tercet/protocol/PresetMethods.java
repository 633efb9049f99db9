package dev.tercet.protocol;

import java.util.concurrent.CompletableFuture;
import org.eclipse.lsp4j.jsonrpc.services.JsonRequest;
import org.eclipse.lsp4j.jsonrpc.services.JsonSegment;

/** {@code tercet/preset}: named choices of agents. */
@JsonSegment("tercet/preset")
public interface PresetMethods {

  /** The presets that there are, by name. */
  @JsonRequest
  CompletableFuture<PresetList> list(ListPresets params);

  /** One of them. */
  @JsonRequest
  CompletableFuture<PresetView> show(ShowPreset params);

  /** Asks a preset's agent for one word, to see whether it works; takes up to two minutes. */
  @JsonRequest
  CompletableFuture<PresetTrial> test(TestPreset params);
}
