package io.tasky.test;

import java.util.function.Consumer;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestContextAnnotationUtils;
import org.springframework.test.context.support.AbstractTestExecutionListener;

/** Tells the test kit where a test method with {@link TaskyTest} begins and ends. Without state, so thread-safe. */
final class TaskyTestExecutionListener extends AbstractTestExecutionListener {

    /** After those that prepare the test, so that what they do is not taken for its own. */
    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }

    @Override
    public void beforeTestMethod(TestContext testContext) {
        tell(testContext, TestThread::testBegins);
    }

    @Override
    public void afterTestMethod(TestContext testContext) {
        tell(testContext, TestThread::testEnds);
    }

    private static void tell(TestContext testContext, Consumer<TestThread> event) {
        if (TestContextAnnotationUtils.hasAnnotation(testContext.getTestClass(), TaskyTest.class)
                && testContext.hasApplicationContext()) {
            testContext
                    .getApplicationContext()
                    .getBeanProvider(TestThread.class)
                    .ifAvailable(event);
        }
    }
}
