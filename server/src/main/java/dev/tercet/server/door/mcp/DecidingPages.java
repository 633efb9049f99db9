package dev.tercet.server.door.mcp;

import dev.tercet.server.app.App;
import dev.tercet.server.app.Identity;
import dev.tercet.server.mcp.HttpExchange;
import dev.tercet.server.mcp.Standing;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Pages in the browser on which a human says yes or no to what a host wants, where the host can
 * send its human to one and nothing else about it can be trusted to ask.
 *
 * <p>The address of a page is the secret that opens it: it goes to the host's own program, never
 * into what a model reads, holds for one wish and for a while, and is of no use to a process that
 * descends from a run. An answer has to come from the page itself, so no other page can send one.
 * Guarded by its lock.
 */
public final class DecidingPages {

  /** Where the pages are. */
  public static final String PATH = "/decide/";

  private static final Duration LASTS = Duration.ofMinutes(15);
  private static final int MOST = 100;
  private static final int LONGEST_ANSWER = 1_000;

  private final App app;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, DecidingPage> bySecret = new LinkedHashMap<>();
  private final ReentrantLock lock = new ReentrantLock();

  public DecidingPages(App app, InstantSource clock) {
    this.app = app;
    this.clock = clock;
  }

  /** A page and where it is. */
  record Opened(DecidingPage page, URI address) {}

  /** The page of a wish; the one that is there, where it was wished before. */
  Opened open(Wish wish, String host) {
    URI base = app.http().pages();
    lock.lock();
    try {
      bySecret.values().removeIf(page -> page.isOver(clock.instant()));
      Optional<Map.Entry<String, DecidingPage>> there =
          bySecret.entrySet().stream()
              .filter(entry -> entry.getValue().wish().key().equals(wish.key()))
              .findFirst();
      if (there.isPresent()) {
        return new Opened(there.get().getValue(), address(base, there.get().getKey()));
      }
      if (bySecret.size() >= MOST) {
        bySecret.remove(bySecret.keySet().iterator().next());
      }
      byte[] bytes = new byte[32];
      random.nextBytes(bytes);
      String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
      DecidingPage page =
          new DecidingPage(UUID.randomUUID().toString(), wish, host, clock.instant().plus(LASTS));
      bySecret.put(secret, page);
      return new Opened(page, address(base, secret));
    } finally {
      lock.unlock();
    }
  }

  private static URI address(URI base, String secret) {
    return base.resolve(PATH + secret);
  }

  /** What was wished before and is remembered. */
  Optional<DecidingPage> find(String key) {
    lock.lock();
    try {
      return bySecret.values().stream()
          .filter(page -> page.wish().key().equals(key) && !page.isOver(clock.instant()))
          .findFirst();
    } finally {
      lock.unlock();
    }
  }

  /** Forgets a page: the same wish is a new one from now on. */
  void forget(DecidingPage page) {
    lock.lock();
    try {
      bySecret.values().remove(page);
    } finally {
      lock.unlock();
    }
  }

  private Optional<DecidingPage> behind(String path) {
    lock.lock();
    try {
      DecidingPage page = bySecret.get(path.substring(PATH.length()));
      return Optional.ofNullable(page).filter(one -> !one.isOver(clock.instant()));
    } finally {
      lock.unlock();
    }
  }

  /** Serves what a browser asks for. */
  public void serve(HttpExchange exchange) throws IOException {
    Optional<DecidingPage> page = behind(exchange.path());
    if (page.isEmpty()) {
      answer(exchange, 404, PageText.gone());
      return;
    }
    switch (exchange.verb()) {
      case "GET" -> answer(exchange, 200, PageText.of(page.get().wish(), page.get().look()));
      case "POST" -> decide(exchange, page.get());
      default -> answer(exchange, 405, PageText.gone());
    }
  }

  private void decide(HttpExchange exchange, DecidingPage page) throws IOException {
    if (!isFromThePage(exchange)) {
      answer(exchange, 403, PageText.refused("This answer does not come from the page itself."));
      return;
    }
    Standing standing = exchange.standing();
    if (standing == Standing.RUN) {
      answer(exchange, 403, PageText.refused("This comes from a run, and agents cannot decide."));
      return;
    }
    switch (said(exchange)) {
      case "answer=yes" -> {
        Identity who =
            new Identity(
                Hosts.user(), "browser (sent by " + page.host() + ")", Hosts.origin(standing));
        try {
          answer(exchange, 200, PageText.of(page.wish(), page.agree(who)));
        } catch (InterruptedException stopped) {
          Thread.currentThread().interrupt();
        }
      }
      case "answer=no" -> {
        page.decline();
        answer(exchange, 200, PageText.of(page.wish(), page.look()));
      }
      default -> answer(exchange, 400, PageText.refused("There is no such answer."));
    }
  }

  private static String said(HttpExchange exchange) {
    byte[] body = exchange.body();
    return body.length > LONGEST_ANSWER ? "" : new String(body, StandardCharsets.UTF_8);
  }

  /** Browsers say where a form was, and no page can make them say something else. */
  private static boolean isFromThePage(HttpExchange exchange) {
    String origin = exchange.header("Origin");
    String site = exchange.header("Sec-Fetch-Site");
    return origin != null
        && origin.equals("http://" + exchange.header("Host"))
        && (site == null || site.equals("same-origin"));
  }

  private static void answer(HttpExchange exchange, int status, String page) throws IOException {
    exchange.answer(
        status,
        Map.of(
            "Content-Type", "text/html; charset=utf-8",
            "Cache-Control", "no-store",
            "Referrer-Policy", "same-origin",
            "X-Content-Type-Options", "nosniff",
            "X-Frame-Options", "DENY",
            "Content-Security-Policy",
                "default-src 'none'; style-src 'unsafe-inline'; form-action 'self';"
                    + " base-uri 'none'; frame-ancestors 'none'"),
        page.getBytes(StandardCharsets.UTF_8));
  }
}
