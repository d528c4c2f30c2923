using System.CommandLine;
using ExchangeHA.Operator.Hosting;
using ExchangeHA.Operator.Verbs;

try
{
    return await Root.Create().Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (Exception exception)
{
    // for a folder that is a file, a full disk, a closed pipe, a kubeconfig that is not there the place in this program says nothing to a person
    if (exception is not OperationCanceledException)
        await Console.Error.WriteLineAsync(exception is IOException or UnauthorizedAccessException or ClusterConfigurationException ? $"exchange-ha: {exception.Message}" : exception.ToString());
    return 1;
}
