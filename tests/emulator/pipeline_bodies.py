"""Bodies that the tests about pipelines send."""

from __future__ import annotations

DEALS = "/crm/pipelines/2026-09/deals"
TICKETS = "/crm/pipelines/2026-09/tickets"
SALES = f"{DEALS}/default"
ORDERS = "/crm/pipelines/2026-09/orders"


def stage(label, order, probability="0.5", **more):
    return {"label": label, "displayOrder": order, "metadata": {"probability": probability}, **more}


def ticket_stage(label, order, state="OPEN", **more):
    return {"label": label, "displayOrder": order, "metadata": {"ticketState": state}, **more}


def renewal(**more):
    stages = [
        stage("Due", 0, "0.6", stageId="due"),
        stage("Renewed", 1, "1.0", stageId="renewed"),
        stage("Churned", 2, "0.0", stageId="churned"),
    ]
    return {"label": "Renewal", "displayOrder": 1, "stages": stages, "pipelineId": "renewal", **more}
