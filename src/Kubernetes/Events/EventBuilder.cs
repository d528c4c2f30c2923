using System.Security.Cryptography;
using System.Text;
using ExchangeHA.Kubernetes.Models;

namespace ExchangeHA.Kubernetes.Events;

/// <summary>Makes events that the API server accepts.</summary>
internal static class EventBuilder
{
    /// <summary>The API's limit on a note, in bytes.</summary>
    private const int MaxNoteBytes = 1024;

    private const int MaxObjectName = 200;

    /// <summary>The event, named after what it says: the same said again, by another replica too, is the same event.</summary>
    public static V1Event Build(V1ObjectReference regarding, EventType type, string reason, string action, string note, string controller, string instance, DateTimeOffset time)
    {
        note = Shorten(note);
        var said = string.Join('\0', regarding.ApiVersion, regarding.Kind, regarding.Namespace, regarding.Name, regarding.Uid, type, reason, action, note, controller);
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(said)))[..16];
        var name = regarding.Name ?? "";
        return new V1Event
        {
            Metadata = new V1ObjectMeta
            {
                Name = $"{(name.Length <= MaxObjectName ? name : name[..MaxObjectName].TrimEnd('-', '.'))}.{hash}",
                // Of a cluster-wide object: the one namespace that servers of every version accept (1.20 refuses "default").
                Namespace = string.IsNullOrEmpty(regarding.Namespace) ? "kube-system" : regarding.Namespace,
            },
            EventTime = MicroTime.Format(time),
            ReportingController = controller,
            ReportingInstance = instance,
            Action = action,
            Reason = reason,
            Regarding = regarding,
            Note = note,
            Type = type.ToString(),
        };
    }

    private static string Shorten(string note)
    {
        const string Ellipsis = "...";
        if (Encoding.UTF8.GetByteCount(note) <= MaxNoteBytes)
            return note;
        var bytes = 0;
        var kept = new StringBuilder();
        foreach (var rune in note.EnumerateRunes())
        {
            bytes += rune.Utf8SequenceLength;
            if (bytes > MaxNoteBytes - Ellipsis.Length)
                break;
            kept.Append(rune);
        }
        return kept.Append(Ellipsis).ToString();
    }
}
