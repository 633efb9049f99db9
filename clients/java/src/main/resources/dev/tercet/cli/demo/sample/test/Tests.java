import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Objects;

/** Runs every static method without parameters of the classes that it is given. */
public final class Tests {

  private Tests() {}

  public static void main(String[] classes) throws ReflectiveOperationException {
    int passed = 0;
    int failed = 0;
    for (String name : classes) {
      for (Method test : Class.forName(name).getDeclaredMethods()) {
        if (!Modifier.isStatic(test.getModifiers())
            || Modifier.isPrivate(test.getModifiers())
            || test.getParameterCount() != 0) {
          continue;
        }
        try {
          test.invoke(null);
          passed++;
        } catch (InvocationTargetException e) {
          failed++;
          System.out.println("FAILED " + name + "." + test.getName() + ": " + e.getCause());
          if (!(e.getCause() instanceof AssertionError)) {
            e.getCause().printStackTrace(System.out);
          }
        }
      }
    }
    System.out.println(passed + " passed, " + failed + " failed");
    System.exit(failed == 0 && passed > 0 ? 0 : 1);
  }

  static void equal(Object expected, Object actual) {
    if (!Objects.equals(expected, actual)) {
      throw new AssertionError("expected <" + expected + "> but was <" + actual + ">");
    }
  }
}
