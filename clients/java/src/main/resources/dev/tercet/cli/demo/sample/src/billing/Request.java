package billing;

import java.util.Map;

/** One call of the service. */
public record Request(String method, String path, Map<String, String> parameters) {

  public Request {
    parameters = Map.copyOf(parameters);
  }

  /** A parameter that has to be there. */
  String required(String name) {
    String value = parameters.get(name);
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException("missing parameter: " + name);
    }
    return value;
  }

  String optional(String name, String otherwise) {
    return parameters.getOrDefault(name, otherwise);
  }
}
