package dev.tercet.server.store;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.TreeMap;

/**
 * What records look like, down to the last component, in words: equal where the one reads what the
 * other wrote. One thread.
 */
final class Shape {

  private final Map<String, String> described = new TreeMap<>();

  private Shape() {}

  /** A record or sealed interface, with everything in it. */
  static String of(Class<?> root) {
    Shape shape = new Shape();
    shape.add(root);
    return shape.described.toString();
  }

  private void add(Type type) {
    switch (type) {
      case ParameterizedType generic -> {
        for (Type argument : generic.getActualTypeArguments()) {
          add(argument);
        }
      }
      case Class<?> plain when !described.containsKey(plain.getName()) -> describe(plain);
      default -> {}
    }
  }

  private void describe(Class<?> type) {
    StringBuilder words = new StringBuilder();
    described.put(type.getName(), "");
    if (type.isRecord()) {
      for (RecordComponent component : type.getRecordComponents()) {
        words.append(component.getGenericType().getTypeName()).append(' ');
        words.append(component.getName()).append("; ");
        add(component.getGenericType());
      }
    } else if (type.isEnum()) {
      for (Object constant : type.getEnumConstants()) {
        words.append(constant).append(' ');
      }
    } else if (type.isSealed()) {
      for (Class<?> member : type.getPermittedSubclasses()) {
        words.append(member.getName()).append(' ');
        add(member);
      }
    }
    described.put(type.getName(), words.toString());
  }
}
