"""What the team of the demo writes about its customers."""

from clientele.customers.choices import NoteKind

COMMENTS = (
    "Key safe code has changed, ask at reception.",
    "Prefers to be rung before nine.",
    "Parking is on the left of the gate, never in front of the garage.",
    "Dog in the yard. Friendly, but ring first.",
    "Boiler cupboard door sticks: lift and pull.",
    "Pays by bank transfer on the last Friday of the month.",
    "Asked for a quote for underfloor heating in the extension.",
    "The filter was full again. Fitted a magnetic one.",
    "Warm thanks for coming out on Sunday. A card is in the office.",
    "Meter cupboard needs the long triangle key.",
    "Wants the same engineer each time if we can.",
    "Access from the rear lane only on market days.",
)

LOG: dict[NoteKind, tuple[str, ...]] = {
    NoteKind.GENERAL: (
        "Moved to the yearly service plan, first visit in the spring.",
        "Building is let on a full repairing lease: bills go to the tenant.",
        "Old back boiler is still behind the fireplace, capped and labelled.",
    ),
    NoteKind.MEETING: (
        "Site survey. Flue clearance is short on the north side, needs a plume kit.",
        "Met the new manager, went through the service history and the open quotes.",
        "Walked the riser with the caretaker. Valves 3 and 7 do not close.",
    ),
    NoteKind.PHONE_CALL: (
        "Rang about a rattling pump. Booked for Thursday morning.",
        "Asked whether the warranty covers the heat exchanger. It does, until next June.",
        "No heating since last night. Talked them through the reset, running again.",
        "Cancelled the visit for this week, rings back after half-term.",
    ),
    NoteKind.EMAIL: (
        "Sent the quote for two radiators and the balancing.",
        "Sent the gas safety record for this year.",
        "They sent the plans of the extension, filed with the survey.",
    ),
    NoteKind.DECISION: (
        "Keeps the old boiler for one more winter.",
        "Accepted the quote for the heat pump, work starts after Easter.",
        "From now on every visit is ordered in writing.",
    ),
}
