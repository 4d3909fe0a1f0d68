package io.tasky.benchmarks.application;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** An application with ten beans that have ten tasks each, of classes of their own. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({
    StartApplication.Orders.class,
    StartApplication.Mails.class,
    StartApplication.Reports.class,
    StartApplication.Feeds.class,
    StartApplication.Carts.class,
    StartApplication.Prices.class,
    StartApplication.Users.class,
    StartApplication.Files.class,
    StartApplication.Images.class,
    StartApplication.Invoices.class
})
public class StartApplication {

    /** Ten tasks. */
    public static class Orders extends TenTasks {}

    /** Ten tasks. */
    public static class Mails extends TenTasks {}

    /** Ten tasks. */
    public static class Reports extends TenTasks {}

    /** Ten tasks. */
    public static class Feeds extends TenTasks {}

    /** Ten tasks. */
    public static class Carts extends TenTasks {}

    /** Ten tasks. */
    public static class Prices extends TenTasks {}

    /** Ten tasks. */
    public static class Users extends TenTasks {}

    /** Ten tasks. */
    public static class Files extends TenTasks {}

    /** Ten tasks. */
    public static class Images extends TenTasks {}

    /** Ten tasks. */
    public static class Invoices extends TenTasks {}
}
