package dev.tercet.server.settings;

import org.jspecify.annotations.Nullable;

/**
 * Where a built-in agent finds its model.
 *
 * @param api the word for the API that is spoken there: {@code openai-chat}
 * @param keyVariable name of the variable that holds the key; null where none is needed
 * @param model used where a preset names none
 */
public record ProviderEntry(
    String api, String baseUrl, @Nullable String keyVariable, @Nullable String model) {}
