package dev.tercet.server.app;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * Values that never change and are dear to find, bounded by their weight: what was not used for
 * longest goes first. Any thread; a value may be found twice when two ask for it at once.
 */
final class Kept<K, V> {

  private final int most;
  private final ToIntFunction<V> weigh;
  private final Map<K, V> values = new LinkedHashMap<>(16, 0.75f, true);
  private long weight;

  Kept(int most, ToIntFunction<V> weigh) {
    this.most = most;
    this.weigh = weigh;
  }

  V get(K key, Function<K, V> find) {
    synchronized (values) {
      V known = values.get(key);
      if (known != null) {
        return known;
      }
    }
    V found = find.apply(key);
    synchronized (values) {
      if (values.put(key, found) == null) {
        weight += 1L + weigh.applyAsInt(found);
      }
      shrink();
    }
    return found;
  }

  private void shrink() {
    var eldest = values.entrySet().iterator();
    while (weight > most && eldest.hasNext()) {
      weight -= 1L + weigh.applyAsInt(eldest.next().getValue());
      eldest.remove();
    }
  }
}
