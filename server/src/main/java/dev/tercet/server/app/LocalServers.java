package dev.tercet.server.app;

import dev.tercet.server.agent.catalogue.KnownProvider;
import dev.tercet.server.agent.catalogue.KnownProviders;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;

/**
 * The model servers on this machine's usual ports, asked for their models. A port that answers
 * otherwise, slowly or not at all is no model server.
 */
final class LocalServers {

  private static final Duration PATIENCE = Duration.ofMillis(700);
  private static final int MOST_BYTES = 256 * 1024;
  private static final int MOST_MODELS = 50;
  private static final Pattern MODEL = Pattern.compile("\"id\"\\s*:\\s*\"([^\"\\\\]{1,200})\"");

  private final KnownProviders providers;

  LocalServers(KnownProviders providers) {
    this.providers = providers;
  }

  /**
   * A server that answered.
   *
   * @param models what it has, at most 50
   */
  record Found(KnownProvider provider, List<String> models) {
    Found {
      models = List.copyOf(models);
    }
  }

  /** Looks at all of them at once; takes less than a second and a half. */
  List<Found> look() {
    List<KnownProvider> local =
        providers.all().stream().filter(provider -> provider.endpoint().isLocal()).toList();
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Optional<Found>>> looking = new ArrayList<>();
      for (KnownProvider provider : local) {
        looking.add(threads.submit(() -> look(client, provider)));
      }
      List<Found> found = new ArrayList<>();
      for (Future<Optional<Found>> one : looking) {
        one.get().ifPresent(found::add);
      }
      return found;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return List.of();
    } catch (ExecutionException bug) {
      throw new IllegalStateException(bug.getCause());
    }
  }

  private static Optional<Found> look(HttpClient client, KnownProvider provider)
      throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(provider.endpoint().baseUrl() + "/models"))
            .timeout(PATIENCE)
            .GET()
            .build();
    try {
      HttpResponse<InputStream> response =
          client.send(request, HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream body = response.body()) {
        String text = new String(body.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
        return response.statusCode() == 200 && text.contains("\"data\"")
            ? Optional.of(new Found(provider, models(text)))
            : Optional.empty();
      }
    } catch (IOException nobodyThere) {
      return Optional.empty();
    }
  }

  private static List<String> models(String text) {
    return MODEL.matcher(text).results().map(found -> found.group(1)).limit(MOST_MODELS).toList();
  }
}
