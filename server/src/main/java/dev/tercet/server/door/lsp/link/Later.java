package dev.tercet.server.door.lsp.link;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The client's proxy before it is there: it is made from the server's side and the other way round.
 */
public final class Later<T> {

  private final AtomicReference<@Nullable T> real = new AtomicReference<>();
  private final T proxy;

  public Later(Class<T> type) {
    this.proxy =
        type.cast(
            Proxy.newProxyInstance(
                Later.class.getClassLoader(),
                new Class<?>[] {type},
                (_, method, arguments) -> {
                  try {
                    return method.invoke(real.get(), arguments);
                  } catch (InvocationTargetException thrown) {
                    throw thrown.getTargetException();
                  }
                }));
  }

  /** May be handed on at once; may be called once {@link #is} has been. */
  public T proxy() {
    return proxy;
  }

  public void is(T client) {
    real.set(client);
  }
}
