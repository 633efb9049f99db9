package dev.tercet.server.mcp;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The open sessions over HTTP: a bounded number, each ended when it was not used for long. */
final class HttpSessions {

  private static final int MOST = 256;
  private static final Duration IDLE = Duration.ofMinutes(30);

  private final Map<String, HttpSession> sessions = new ConcurrentHashMap<>();
  private final SecureRandom random = new SecureRandom();

  /** A place for a new one; where there is none, the one that was idle longest has to go. */
  String add(HttpSession session) {
    expire();
    while (sessions.size() >= MOST) {
      sessions.entrySet().stream()
          .min(Comparator.comparingLong(entry -> entry.getValue().lastUsed()))
          .ifPresent(oldest -> end(oldest.getKey()));
    }
    byte[] bytes = new byte[24];
    random.nextBytes(bytes);
    String id = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    sessions.put(id, session);
    return id;
  }

  private void expire() {
    long limit = System.nanoTime() - IDLE.toNanos();
    sessions.entrySet().stream()
        .filter(entry -> entry.getValue().lastUsed() < limit)
        .map(Map.Entry::getKey)
        .toList()
        .forEach(this::end);
  }

  @Nullable HttpSession find(String id) {
    expire();
    return sessions.get(id);
  }

  /** Whether there was one to end. */
  boolean end(String id) {
    HttpSession session = sessions.remove(id);
    if (session != null) {
      session.close();
    }
    return session != null;
  }

  int size() {
    return sessions.size();
  }
}
