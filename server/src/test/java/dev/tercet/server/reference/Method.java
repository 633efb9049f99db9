package dev.tercet.server.reference;

import dev.tercet.protocol.TercetClient;
import dev.tercet.protocol.TercetServer;
import java.lang.reflect.ParameterizedType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.eclipse.lsp4j.jsonrpc.services.JsonDelegate;
import org.eclipse.lsp4j.jsonrpc.services.JsonNotification;
import org.eclipse.lsp4j.jsonrpc.services.JsonRequest;
import org.eclipse.lsp4j.jsonrpc.services.JsonSegment;

/**
 * One method of the protocol.
 *
 * @param name on the wire
 * @param owner the interface that declares it
 * @param result empty for a notification, which goes from the daemon to the client
 */
record Method(
    String name,
    Class<?> owner,
    java.lang.reflect.Method declared,
    Class<?> params,
    Optional<Class<?>> result) {

  /**
   * The namespaces in the order of {@link TercetServer}'s declaration, by name where that is lost.
   */
  static List<Class<?>> namespaces() {
    return Arrays.stream(TercetServer.class.getMethods())
        .filter(method -> method.isAnnotationPresent(JsonDelegate.class))
        .<Class<?>>map(java.lang.reflect.Method::getReturnType)
        .sorted(Comparator.comparing(Method::segment))
        .toList();
  }

  /** Such as {@code tercet/task}. */
  static String segment(Class<?> namespace) {
    return namespace.getAnnotation(JsonSegment.class).value();
  }

  /** Every request by name, then every notification. */
  static List<Method> all() {
    List<Method> all = new ArrayList<>();
    for (Class<?> namespace : namespaces()) {
      all.addAll(requests(namespace));
    }
    Arrays.stream(TercetClient.class.getMethods())
        .filter(method -> method.isAnnotationPresent(JsonNotification.class))
        .map(
            method ->
                new Method(
                    method.getAnnotation(JsonNotification.class).value(),
                    TercetClient.class,
                    method,
                    method.getParameterTypes()[0],
                    Optional.empty()))
        .sorted(Comparator.comparing(Method::name))
        .forEach(all::add);
    return all;
  }

  static List<Method> requests(Class<?> namespace) {
    return Arrays.stream(namespace.getMethods())
        .filter(method -> method.isAnnotationPresent(JsonRequest.class))
        .map(
            method ->
                new Method(
                    segment(namespace) + "/" + method.getName(),
                    namespace,
                    method,
                    method.getParameterTypes()[0],
                    Optional.of(result(method))))
        .sorted(Comparator.comparing(Method::name))
        .toList();
  }

  private static Class<?> result(java.lang.reflect.Method method) {
    return (Class<?>)
        ((ParameterizedType) method.getGenericReturnType()).getActualTypeArguments()[0];
  }

  /** The types that the protocol's messages are made of, errors' data too. */
  static List<Class<?>> types() {
    List<Class<?>> types = new ArrayList<>();
    for (Method method : all()) {
      types.add(method.params);
      method.result.ifPresent(types::add);
    }
    types.add(dev.tercet.protocol.Refused.class);
    return types;
  }
}
