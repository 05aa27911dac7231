package io.redisfailover.testbed.installation;

import io.redisfailover.failover.guard.Guard;
import io.redisfailover.failover.guard.Guards;
import java.lang.reflect.Field;
import java.util.Collection;

/**
 * Starts a program with one guard of the protocol switched off, so that a test can be seen failing
 * without its mechanism. The products have no such switch: this reaches into a private field.
 */
public final class WithoutGuard {
  /** System property: the guard that is off, by its name in {@link Guard}; none when empty. */
  public static final String PROPERTY = "guard.off";

  private WithoutGuard() {}

  /** Runs a main class: its name, then its arguments. */
  public static void main(String[] arguments) throws ReflectiveOperationException {
    Guard guard = Guard.valueOf(System.getProperty(PROPERTY));
    Field off = Guards.class.getDeclaredField("off");
    off.setAccessible(true);
    @SuppressWarnings("unchecked")
    Collection<Guard> guards = (Collection<Guard>) off.get(Guards.ALL);
    guards.add(guard);
    String[] rest = new String[arguments.length - 1];
    System.arraycopy(arguments, 1, rest, 0, rest.length);
    Class.forName(arguments[0]).getMethod("main", String[].class).invoke(null, (Object) rest);
  }
}
