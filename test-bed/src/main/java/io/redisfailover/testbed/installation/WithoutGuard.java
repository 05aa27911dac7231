package io.redisfailover.testbed.installation;

import io.redisfailover.failover.guard.Guard;
import io.redisfailover.failover.guard.Guards;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;

/**
 * Starts a program with guards of the protocol switched off, so that a test can be seen failing
 * without its mechanism. The products have no such switch: this reaches into a private field.
 */
public final class WithoutGuard {
  /**
   * System property: the guards that are off, by their names in {@link Guard} with commas between
   * them; none when empty.
   */
  public static final String PROPERTY = "guard.off";

  private WithoutGuard() {}

  /** {@return the guards that are off in every process that a test starts} */
  static Set<Guard> off() {
    Set<Guard> guards = EnumSet.noneOf(Guard.class);
    Arrays.stream(System.getProperty(PROPERTY, "").split(","))
        .filter(name -> !name.isBlank())
        .map(Guard::valueOf)
        .forEach(guards::add);
    return guards;
  }

  /** Runs a main class: its name, then its arguments. */
  public static void main(String[] arguments) throws ReflectiveOperationException {
    Field off = Guards.class.getDeclaredField("off");
    off.setAccessible(true);
    @SuppressWarnings("unchecked")
    Collection<Guard> guards = (Collection<Guard>) off.get(Guards.ALL);
    guards.addAll(off());
    String[] rest = new String[arguments.length - 1];
    System.arraycopy(arguments, 1, rest, 0, rest.length);
    Class.forName(arguments[0]).getMethod("main", String[].class).invoke(null, (Object) rest);
  }
}
