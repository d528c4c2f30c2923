using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace ExchangeHA.Architecture.Tests;

/// <summary>What a compiled assembly of the product refers to, read from its metadata.</summary>
internal sealed class CompiledAssembly
{
    private CompiledAssembly(IReadOnlyList<string> assemblies, IReadOnlyList<string> types, IReadOnlyList<string> members)
    {
        Assemblies = assemblies;
        Types = types;
        Members = members;
    }

    /// <summary>The simple names of the assemblies.</summary>
    public IReadOnlyList<string> Assemblies { get; }

    /// <summary>The full names of types of other assemblies.</summary>
    public IReadOnlyList<string> Types { get; }

    /// <summary>Members of types of other assemblies, as <c>System.DateTime.get_Now</c>.</summary>
    public IReadOnlyList<string> Members { get; }

    public static CompiledAssembly Load(string name)
    {
        using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, name + ".dll"));
        using var image = new PEReader(file);
        var reader = image.GetMetadataReader();
        return new CompiledAssembly(
            [.. reader.AssemblyReferences.Select(handle => reader.GetString(reader.GetAssemblyReference(handle).Name))],
            [.. reader.TypeReferences.Select(handle => NameOf(reader, handle))],
            [.. reader.MemberReferences.Select(reader.GetMemberReference)
                .Where(member => member.Parent.Kind == HandleKind.TypeReference)
                .Select(member => $"{NameOf(reader, (TypeReferenceHandle)member.Parent)}.{reader.GetString(member.Name)}")]);
    }

    private static string NameOf(MetadataReader reader, TypeReferenceHandle handle)
    {
        var type = reader.GetTypeReference(handle);
        return $"{reader.GetString(type.Namespace)}.{reader.GetString(type.Name)}";
    }
}
